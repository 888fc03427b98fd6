"""The mildest restrictions of open questions under which what is provisional is certain.

`blanks` are the open questions with what each may be restricted to, `escapes` ways to answer within restrictions that
put another first, `reasons` what forces those, kept clear of `contradictions`, `hitting_sets` the smallest restrictions
that meet all reasons so far, and `search` tries these until nothing escapes.
"""

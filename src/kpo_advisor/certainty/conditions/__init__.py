"""The mildest restrictions of open questions under which what is provisional is certain.

`blanks` are the open questions with what each may be restricted to, `hitting_sets` the smallest restrictions that
meet all reasons so far, `escapes` a way to answer within them that puts another first, and the reason why.
"""

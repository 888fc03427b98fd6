"""The interview: a pure state machine, the order of its questions, its words, and the loop that talks to a screen.

`state` says what is known and what is on the table, `moves` and `split` what a line of input can do to it,
`outlook` what is proved and at stake, `order` what to ask next; none of them reads or prints. `input` turns
what was typed into an answer or a command, `words` put things into words. `driver` ties them to a screen that
is handed in, and `drafts` keep what was said in a file.
"""

"""The command line: each command parses, calls one function, prints and ends with an exit code."""

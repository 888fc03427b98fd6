"""The formats in which a sheet goes out and comes back: a file of YAML, and a form that makes one."""

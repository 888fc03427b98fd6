"""The page that a client reads once: what to do, how sure it is, why, and what comes before the start."""

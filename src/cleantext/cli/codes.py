"""The exit codes; docs/cli.md says when each is given. A leaf."""

__all__ = ["CODES", "FAILED", "INTERRUPTED", "OK", "PIPE_CLOSED", "TERMINATED", "USAGE"]

OK, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED, TERMINATED = 0, 1, 2, 130, 141, 143

CODES = "Exit codes: 0 all well; 1 some files failed; 2 wrong use or settings; 130 interrupted; 143 terminated."

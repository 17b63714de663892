"""Keeps pytest (and its doctest collection) out of this folder: nothing here is a test."""

collect_ignore_glob = ["*"]

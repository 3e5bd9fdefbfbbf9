"""Reads news reports and writes who claims that who did what to whom."""

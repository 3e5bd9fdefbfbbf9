"""Pure functions from frozen records to frozen records; none imports another."""

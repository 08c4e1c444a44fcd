"""What `make bench` measures: a module for each subject, with `run(report)`. Nothing here is a timed test."""

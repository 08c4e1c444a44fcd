"""The DRVN API (driver recruitment), with the parts of it that are only assumed behind switches."""

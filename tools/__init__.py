"""Programs for those who work on the workbench itself; nothing here is installed."""

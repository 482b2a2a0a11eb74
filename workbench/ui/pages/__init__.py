"""One module a page, listed in the navigation of ui.main."""

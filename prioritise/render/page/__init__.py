"""The look of every page: templates, style, the records they show, and charts."""

"""The column becomes pages in Markdown; built pages are checked for their links."""

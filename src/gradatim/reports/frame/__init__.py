"""What every HTML page stands on: the document around it, its tokens and sheets, and the cleaning of foreign text."""

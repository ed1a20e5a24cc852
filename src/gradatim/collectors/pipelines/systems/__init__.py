"""One module per pipeline system: reads its definitions into drafts, recognises nothing."""

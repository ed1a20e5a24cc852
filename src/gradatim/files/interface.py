"""What is wrong with a file, in one shape for every reader."""


class FileError(Exception):
    """A file cannot be read or is broken: what is wrong, the mend, and where (line and column from 1; 0: all of it)."""

    def __init__(self, what: str, line: int = 0, column: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.column = column

    def at(self, name: object) -> str:
        """Return the message as `name:line:column: what`."""
        return f"{name}:{self.line}:{self.column}: {self.what}" if self.line else f"{name}: {self.what}"

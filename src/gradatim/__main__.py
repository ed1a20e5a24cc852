"""`python -m gradatim`, where the installed command is not on the path."""

from gradatim.cli import main

if __name__ == "__main__":
    main()

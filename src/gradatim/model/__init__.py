"""The vocabulary: frozen values that every step shares. Imports nothing else of ours."""

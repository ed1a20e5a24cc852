"""Files of people, read within bounds, and files of ours, written whole. Below every step, beside `model`."""

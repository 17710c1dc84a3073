"""``python -m tiltyard.cli``, for where the script is not on the path."""

from tiltyard.cli import main

main()

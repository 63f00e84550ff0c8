"""What helps a person to write rules: see them, document them, begin one."""

"""Taking out of a study what identifies people, and keeping it apart under lock."""

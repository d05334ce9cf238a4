"""What a qualitative study is, in the field's own words. Standard library only."""

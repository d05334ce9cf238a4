"""Words that may identify somebody: rules, lists, and the names that a study confirmed."""

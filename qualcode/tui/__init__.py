"""The coding screen: the only part of qualcode that draws on the whole terminal."""

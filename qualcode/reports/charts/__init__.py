"""Charts of findings: each module draws one kind, as a Vega-Lite specification."""

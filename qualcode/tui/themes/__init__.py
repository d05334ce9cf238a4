"""The counts of themes without a terminal, and the quotations behind them."""

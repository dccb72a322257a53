"""./dev bench: what a page costs, as ratios against real peers in the same run; figures are kept as dated tables."""

"""Charts. Each takes published rows and draws them; intervals are never left out."""

from dashboards.components.charts.bars import score_distribution, waterfall_history
from dashboards.components.charts.bridge import waterfall
from dashboards.components.charts.heat import heat_map
from dashboards.components.charts.intervals import interval_chart
from dashboards.components.charts.money import money_bars
from dashboards.components.charts.movement import movement_bars, waiting_bars
from dashboards.components.charts.series import Series, series_chart
from dashboards.components.charts.survival import Mark, survival_curve
from dashboards.components.charts.trends import class_points, class_trend, trend

__all__ = [
    "Mark",
    "Series",
    "class_points",
    "class_trend",
    "heat_map",
    "interval_chart",
    "money_bars",
    "movement_bars",
    "score_distribution",
    "series_chart",
    "survival_curve",
    "trend",
    "waiting_bars",
    "waterfall",
    "waterfall_history",
]

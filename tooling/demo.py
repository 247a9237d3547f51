"""`./run demo [city]`: load a demo city, without serving it."""

from collections.abc import Sequence

from tooling.places import has_command
from tooling.prepare import DEFAULT_CITY, loaded_city, prepare
from tooling.tell import Trouble, say

CITIES = ("linyi", "shuangyashan", "lianshui")


def main(args: Sequence[str]) -> int:
    city = args[0] if args else DEFAULT_CITY
    if city not in CITIES:
        raise Trouble(
            f"没有演示城市「{city}」，可选：{'、'.join(CITIES)}。",
            f"No demo city “{city}”; there are {', '.join(CITIES)}.",
        )
    if not has_command("load_demo"):
        raise Trouble("这一版还没有演示城市。", "This version brings no demo city yet.")
    if loaded_city() is not None:
        raise Trouble(
            f"数据库里已有演示城市 {loaded_city()}。请先执行 ./run reset。",
            f"The demo city {loaded_city()} is loaded. Run ./run reset first.",
        )
    prepare(city=city)
    if loaded_city() != city:
        raise Trouble(
            "数据库里已有别的数据，未载入演示城市。", "The database holds other data; the demo city was not loaded."
        )
    say(f"已载入 {city}，执行 ./run 启动。", f"{city} is loaded; ./run serves it.")
    return 0

"""The sums of a benchmark, checked by hand-made cases."""

import pathlib
import tempfile
import unittest

import ideal
import measure
import tables
from tables import Row
from workload import Workload


def order(arrived: int, delivered: int | None) -> ideal.Order:
    return ideal.Order(arrived, 10, delivered, delivered)


class IdealWallClock(unittest.TestCase):
    def test_one_lane_takes_the_sum(self):
        self.assertEqual(ideal.ideal_wall_clock([30, 10, 20], 1), 60)

    def test_a_lane_for_each_takes_the_longest(self):
        self.assertEqual(ideal.ideal_wall_clock([30, 10, 20], 3), 30)
        self.assertEqual(ideal.ideal_wall_clock([30, 10, 20], 100), 30)

    def test_each_time_goes_to_the_lane_that_is_free_first(self):
        # 50 | 10, 20, 20, then 5 after either: the end is 55. Dealt in turn it would be 75.
        self.assertEqual(ideal.ideal_wall_clock([50, 10, 20, 20, 5], 2), 55)

    def test_the_order_of_arrival_is_kept(self):
        # Longest first would end at 30.
        self.assertEqual(ideal.ideal_wall_clock([10, 20, 30], 2), 40)

    def test_no_order_takes_no_time(self):
        self.assertEqual(ideal.ideal_wall_clock([], 4), 0)


class MostUnderWay(unittest.TestCase):
    def test_an_end_and_a_beginning_at_one_moment_do_not_overlap(self):
        self.assertEqual(ideal.most_under_way([order(0, 10), order(10, 20)]), 1)

    def test_what_was_never_delivered_stays_under_way(self):
        self.assertEqual(ideal.most_under_way([order(0, None), order(10, 20), order(30, 40)]), 2)

    def test_a_fetch_of_its_own_does_not_count(self):
        orders = [ideal.Order(0, 10, 10, 50), ideal.Order(10, 10, 20, 60)]
        self.assertEqual(ideal.most_under_way(orders), 2)
        self.assertEqual(ideal.most_under_way(orders, is_with_fetch=False), 1)


class ReadLog(unittest.TestCase):
    def test_lines_become_orders_in_order_of_arrival(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder, "orders.log")
            log.write_text(
                '{"order":2,"arrived_ns":7,"service_ns":5,"answered_ns":null,"delivered_ns":null}\n'
                '{"order":1,"arrived_ns":1,"service_ns":4,"answered_ns":5,"delivered_ns":6}\n',
                encoding="utf-8",
            )
            self.assertEqual(ideal.read_log(log), [ideal.Order(1, 4, 5, 6), ideal.Order(7, 5, None, None)])


class Verdict(unittest.TestCase):
    def test_the_median_counts(self):
        self.assertEqual(Row("", 1.1, [1.0, 1.1, 5.0]).verdict(), "met")
        self.assertEqual(Row("", 1.1, [1.0, 1.2, 1.2]).verdict(), "missed")

    def test_a_server_that_allows_no_better_is_named(self):
        self.assertEqual(Row("", 1.1, [1.2], limit=[1.05]).verdict(), "missed")
        self.assertEqual(Row("", 1.1, [1.2], limit=[1.15]).verdict(), "server too slow")

    def test_a_goal_that_is_met_is_met_whatever_the_server_allows(self):
        self.assertEqual(Row("", 1.1, [1.1], limit=[1.15]).verdict(), "met")

    def test_without_a_goal_there_is_none(self):
        self.assertEqual(Row("", None, [1.2]).verdict(), "")


class Fastest(unittest.TestCase):
    def test_the_least_median_wins_not_the_least_run(self):
        self.assertEqual(tables.fastest({"a": [1, 9, 9], "b": [4, 5, 6]}), ("b", 5))


class Grid(unittest.TestCase):
    def test_every_cell_is_there_once(self):
        names = [measure.named(workload) for workload in measure.grid()]
        self.assertEqual(len(set(names)), 72)
        self.assertEqual(len(names), 72)

    def test_only_where_copying_counts_the_goal_is_a_lead(self):
        leads = [workload for workload in measure.grid() if measure.goal_against_peers(workload) < 1]
        wanted = [Workload(300, at_once, "constant:50ms", "base64", 1024) for at_once in (8, 32, 100)]
        self.assertEqual(leads, wanted)


class Quotients(unittest.TestCase):
    def test_runs_of_one_repetition_are_compared_with_each_other(self):
        self.assertEqual(measure.quotients([2, 9], [4, 3]), [0.5, 3])


if __name__ == "__main__":
    unittest.main()

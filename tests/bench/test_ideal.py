"""The sums of a benchmark, checked by hand-made cases."""

import pathlib
import tempfile
import unittest

import ideal


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


if __name__ == "__main__":
    unittest.main()

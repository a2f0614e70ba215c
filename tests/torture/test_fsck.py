"""fsck.py sees what it is for: presses made by hand, sound and damaged."""

import base64
import hashlib
import json
import pathlib
import tempfile
import unittest

import fsck
from pictures import picture, read_picture
from server import Order

ORDER = "11111111-2222-3333-4444-555555555555"


def hash_of(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=32).hexdigest()


class Fsck(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.data = picture(ORDER, 4)
        self.orders = [Order(ORDER, "a dog", hash_of(self.data))]
        (self.folder / "prompts_1.png").write_bytes(self.data)
        saved = {"file": "prompts_1.png", "bytes": len(self.data), "width": 4, "height": 4, "blake2b": hash_of(self.data)}
        self.events = [
            {"event": "plan", "jobs": [{"id": 1, "index": 1, "prompt": "a dog"}]},
            {"event": "sending", "job": 1, "order": ORDER},
            {"event": "saved", "job": 1} | saved,
            {"event": "run_ended", "counts": {"saved": 1}},
        ]

    def check(self, *, rest: str = "", **how) -> fsck.Findings:
        lines = [json.dumps({"v": 1, "run": 1} | event) + "\n" for event in self.events]
        (self.folder / "run.jsonl").write_text("".join(lines) + rest, encoding="utf-8")
        return fsck.check(self.folder, self.orders, **({"was_cut": False} | how))

    def test_a_sound_press_is_sound(self):
        findings = self.check()
        self.assertEqual((findings.orders, findings.saved, findings.unknown, findings.wrongs), (1, 1, 0, []))

    def test_a_cut_last_line_is_forgiven_after_a_cut_alone(self):
        self.assertEqual(self.check(rest='{"v":1,"ev', was_cut=True).wrongs, [])
        self.assertIn("ends within a line", self.check(rest='{"v":1,"ev').wrongs[0])

    def test_a_damaged_line_before_the_last_is_never_forgiven(self):
        self.assertEqual(len(self.check(rest="x\n\n", was_cut=True).broken), 1)

    def test_an_order_that_no_journal_has_sent_is_lost(self):
        del self.events[1]
        self.assertEqual(len(self.check(was_cut=True).lost), 2)  # Nor is the picture the job's own.

    def test_an_order_without_an_end_is_unknown_after_a_cut_and_wrong_otherwise(self):
        del self.events[2:]
        (self.folder / "prompts_1.png").unlink()
        findings = self.check(was_cut=True)
        self.assertEqual((findings.unknown, findings.wrongs), (1, []))
        self.assertEqual(len(self.check().lost), 1)

    def test_a_saved_picture_that_is_gone_cut_or_changed_is_lost(self):
        path = self.folder / "prompts_1.png"
        for damaged in (None, self.data[:-1], self.data[:50] + b"x" + self.data[51:]):
            path.unlink(missing_ok=True)
            if damaged is not None:
                path.write_bytes(damaged)
            self.assertEqual(len(self.check(was_cut=True).lost), 1, damaged)

    def test_a_picture_that_a_person_moved_to_the_trash_is_not_lost(self):
        trash = {"event": "trash", "run": None, "job": 1, "value": "prompts_1.png"}
        (self.folder / "prompts_1.png").unlink()
        self.events.append(trash)
        self.assertEqual(self.check(was_cut=True).wrongs, [])
        self.events.append(trash | {"event": "restore"})
        self.assertNotEqual(self.check(was_cut=True).lost, [])

    def test_a_mark_on_a_file_that_was_never_saved_is_seen(self):
        self.events.append({"event": "trash", "run": None, "job": 1, "value": "prompts_2.png"})
        self.assertEqual(len(self.check().broken), 1)

    def test_half_a_picture_under_a_final_name_is_wrong_whatever_the_journal_says(self):
        del self.events[2:]
        (self.folder / "prompts_1.png").write_bytes(self.data[: len(self.data) // 2])
        self.assertIn("no whole picture", self.check(was_cut=True).broken[0])

    def test_a_job_that_was_ordered_twice_is_seen(self):
        other = "99999999-2222-3333-4444-555555555555"
        self.events.insert(2, {"event": "sending", "job": 1, "order": other})
        self.orders.append(Order(other, "a dog", "0"))
        self.assertEqual(len(self.check().twice), 1)
        self.orders[1] = self.orders[0]
        self.assertEqual(len(self.check().twice), 2)

    def test_a_job_that_was_charged_and_called_failed_is_lost(self):
        self.events[2:] = [{"event": "failed", "job": 1}, {"event": "run_ended", "counts": {"failed": 1}}]
        (self.folder / "prompts_1.png").unlink()
        self.assertEqual(len(self.check().lost), 1)

    def continue_run(self, *events: dict):
        """The press was cut off after its order, and a second run goes on with it."""
        self.events[2:] = [
            {"event": "resumed", "run": None},
            {"event": "unknown", "job": 1},
            {"event": "run_ended", "counts": {"unknown": 1}},
            {"event": "plan", "run": 2, "continues": 1, "jobs": [{"id": 2, "index": 1, "prompt": "a dog"}]},
            *({"run": 2, "job": 2} | event for event in events),
        ]

    def test_what_was_kept_is_saved_by_the_run_that_continues(self):
        saved = self.events[2]
        self.continue_run(saved | {"job": 2}, {"event": "run_ended", "counts": {"saved": 1}})
        findings = self.check(in_hand=[ORDER])
        self.assertEqual((findings.saved, findings.unknown, findings.wrongs), (1, 0, []))

    def test_what_was_in_hand_and_is_not_saved_is_lost(self):
        (self.folder / "prompts_1.png").unlink()
        self.continue_run({"event": "unknown"}, {"event": "run_ended", "counts": {"unknown": 1}})
        self.assertEqual((self.check().unknown, self.check().lost), (1, []))
        self.assertEqual(len(self.check(in_hand=[ORDER]).lost), 1)

    def test_a_job_that_is_ordered_again_by_the_run_that_continues_is_seen(self):
        other = "99999999-2222-3333-4444-555555555555"
        saved = self.events[2]
        self.continue_run({"event": "sending", "order": other}, saved | {"job": 2})
        self.orders.append(Order(other, "a dog", "0"))
        self.assertEqual(len(self.check(was_cut=True).twice), 1)

    def test_a_prompt_that_is_ordered_again_by_a_run_that_continues_nothing_is_seen(self):
        other = "99999999-2222-3333-4444-555555555555"
        saved = self.events[2]
        self.continue_run({"event": "sending", "order": other}, saved | {"job": 2})
        del self.events[-3]["continues"]
        self.orders.append(Order(other, "a dog", "0"))
        self.assertEqual(len(self.check(was_cut=True).twice), 1)

    def test_a_line_that_a_kill_has_cut_off_is_forgiven_before_a_resumed_alone(self):
        self.check()
        journal = self.folder / "run.jsonl"
        for event, count in (("resumed", 0), ("lanes", 1)):
            line = json.dumps({"v": 1, "run": None, "event": event})
            text = journal.read_text(encoding="utf-8")
            journal.write_text(text + f'{{"v":1,"ev\n{line}\n', encoding="utf-8")
            self.assertEqual(len(fsck.check(self.folder, self.orders, was_cut=False).broken), count)
            journal.write_text(text, encoding="utf-8")

    def test_kept_answers_count_as_in_hand_where_they_are_whole(self):
        del self.events[2:]
        (self.folder / "prompts_1.png").unlink()
        (self.folder / "incoming").mkdir()
        answer = json.dumps({"data": [{"b64_json": base64.b64encode(self.data).decode()}]}).encode()
        for kept, found in ((answer, {ORDER}), (answer[:-1], set()), (self.data, {ORDER})):
            (self.folder / "incoming" / f"{ORDER}.answer").write_bytes(kept)
            self.assertEqual(self.check(was_cut=True).in_hand, found)

    def test_counts_that_do_not_add_up_are_seen(self):
        self.events[3]["counts"] = {"saved": 2}
        self.assertIn("counts", self.check().broken[0])

    def test_a_prompt_that_arrived_as_another_is_seen(self):
        self.orders[0].prompt = "a dog "
        self.assertIn("reached the service as", self.check().broken[0])

    def test_files_that_nobody_knows_are_seen_and_temporary_ones_counted(self):
        (self.folder / "prompts_1.png.part").write_bytes(b"x")
        (self.folder / ".cs-abcdef.part").write_bytes(b"x")
        findings = self.check()
        self.assertEqual((len(findings.broken), findings.temporary), (1, 1))


class Pictures(unittest.TestCase):
    def test_every_cut_is_seen(self):
        data = picture(ORDER, 3)
        self.assertEqual(read_picture(data), (ORDER, 3, 3))
        for length in range(len(data)):
            with self.assertRaises(ValueError):
                read_picture(data[:length])


if __name__ == "__main__":
    unittest.main()

import os
import signal
import threading
import time

import pytest

from searchapp.errors import SearchAppError
from searchapp.indexing import segmentation as module
from searchapp.indexing.segmentation import Segmentation
from searchapp.text.words import words

TEXTS = [
    f"第{number}次全市教育工作会议强调立德树人，推进优质均衡发展。" * 20 for number in range(300)
]


def cut_all(segmentation):
    received = []
    with segmentation:
        for start in range(0, len(TEXTS), 7):
            part = TEXTS[start : start + 7]
            segmentation.put(part, received.append)
    return [cut for part in received for cut in part]


@pytest.fixture(scope="module")
def expected():
    return [words(text) for text in TEXTS]


def test_words_come_in_the_order_of_the_texts(expected):
    assert cut_all(Segmentation(2)) == expected


def test_few_texts_start_no_process():
    segmentation = Segmentation(2)
    received = []
    with segmentation:
        segmentation.put(["教育工作"], received.append)
        segmentation.put([], received.append)
    assert received == [[["教育", "工作"]], []]
    assert segmentation._started == []


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_worker_that_is_killed_loses_nothing(expected):
    segmentation = Segmentation(2)
    killed = []

    def kill():
        while len(killed) < 2:
            if len(segmentation._started) > len(killed):
                process = segmentation._started[len(killed)]
                time.sleep(0.05)
                process.send_signal(signal.SIGKILL)
                killed.append(process.pid)
            time.sleep(0.001)

    threading.Thread(target=kill, daemon=True).start()
    assert cut_all(segmentation) == expected
    assert len(segmentation._started) > 2


def test_workers_that_never_answer_end_in_a_clear_message(monkeypatch):
    monkeypatch.setattr(module.worker, "__name__", "searchapp.text.nowhere")
    with pytest.raises(SearchAppError, match="分词进程反复中断"):
        cut_all(Segmentation(1))


def test_no_process_is_left_behind():
    segmentation = Segmentation(2)
    cut_all(segmentation)
    assert segmentation._started
    assert all(process.poll() is not None for process in segmentation._started)

"""How a coder gets about in a text, and what is chosen there to be coded."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group

MOVES = (
    Action(
        "next_unit", ("j", "down", "space"), "next unit",
        "Go to the next unit: a segment (answer, turn), or what z chose. The segment you leave "
        "counts as seen. While you select: one sentence (or unit) more.", Group.MOVE,
    ),
    Action(
        "previous_unit", ("k", "up", "backspace"), "unit before",
        "Go to the unit before. While you select: one less.", Group.MOVE,
    ),
    Action(
        "next_segment", ("}",), "next segment",
        "Go to the next segment (answer, turn, paragraph), whatever a unit is.", Group.MOVE,
    ),
    Action(
        "previous_segment", ("{",), "previous segment", "Go to the segment before.", Group.MOVE,
    ),
    Action(
        "next_same_speaker", ("] t",), "next of the same speaker",
        "Go to the next turn of who speaks here.", Group.MOVE,
    ),
    Action(
        "previous_same_speaker", ("[ t",), "turn before of the same speaker",
        "Go to the turn before of who speaks here.", Group.MOVE,
    ),
    Action(
        "next_word", ("w", "ctrl+right"), "next word",
        "Go to the next word; while you select, take it in.", Group.MOVE,
    ),
    Action(
        "previous_word", ("b", "ctrl+left"), "previous word",
        "Go to the word before; while you select, leave the last one out.", Group.MOVE,
    ),
    Action(
        "next_sentence", (")",), "next sentence",
        "Go to the next sentence; while you select, take it in.", Group.MOVE,
    ),
    Action(
        "previous_sentence", ("(",), "previous sentence",
        "Go to the sentence before; while you select, leave the last one out.", Group.MOVE,
    ),
    Action(
        "next_character", ("l", "right"), "next character",
        "Go one character on; emoji and letters with marks count as one.", Group.MOVE,
    ),
    Action(
        "previous_character", ("h", "left"), "previous character",
        "Go one character back.", Group.MOVE,
    ),
    Action(
        "line_start", ("0", "home"), "start of the line",
        "Go to the first character of the line on the screen; while you select, select to there.",
        Group.MOVE,
    ),
    Action(
        "line_end", ("$", "end"), "end of the line",
        "Go to the last character of the line on the screen; while you select, select to there.",
        Group.MOVE,
    ),
    Action("page_down", ("pagedown", "ctrl+d"), "page down", "Go a screen down.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action("first", ("g g", "ctrl+home"), "to the top", "Go to the first segment.", Group.MOVE),
    Action("last", ("G", "ctrl+end"), "to the end", "Go to the last segment.", Group.MOVE),
    Action(
        "go", ("ctrl+g",), "go to",
        "Type the number of a segment, a share of the text such as 50%, or how the name of a "
        "participant begins.", Group.MOVE,
    ),
    Action(
        "jump", ("f",), "jump to a sentence in sight",
        "Letters are laid over the beginnings of the sentences in sight; type those of one to go "
        "there. While you select: select up to its end.", Group.MOVE,
    ),
    Action(
        "next_page", ("] ]",), "next text",
        "Go to the next source, or to the next question or round.", Group.MOVE,
    ),
    Action(
        "previous_page", ("[ [",), "text before",
        "Go to the source, question or round before.", Group.MOVE,
    ),
    Action(
        "put_bookmark", ("B",), "bookmark here",
        "Mark this place with the letter that you press next. Bookmarks stay from day to day.",
        Group.MOVE,
    ),
    Action(
        "bookmark", ("'",), "to a bookmark",
        "Go to the place that you marked with the letter that you press next, also in another "
        "text.", Group.MOVE,
    ),
    Action(
        "next_uncoded", ("] u",), "next uncoded segment",
        "Go to the next segment that has no code of yours and that you did not finish "
        "(not seen, or only seen).", Group.MOVE, ("]",),
    ),
    Action(
        "previous_uncoded", ("[ u",), "previous uncoded segment",
        "Go back to the nearest segment before that has no code of yours and is not finished.",
        Group.MOVE, ("[",),
    ),
    Action(
        "next_flag", ("] f",), "next flag", "Go to the next segment that you flagged.", Group.MOVE,
    ),
    Action(
        "previous_flag", ("[ f",), "flag before", "Go to the flagged segment before.", Group.MOVE,
    ),
    Action(
        "next_memo", ("] m",), "next memo", "Go to the next segment with a memo of yours.",
        Group.MOVE,
    ),
    Action(
        "previous_memo", ("[ m",), "memo before", "Go to the segment with a memo before.",
        Group.MOVE,
    ),
    Action(
        "next_same_code", ("] c",), "next with the same code",
        "Go to the next segment with the code of the coding that is shown, else the code used "
        "last; its coding is shown there.", Group.MOVE,
    ),
    Action(
        "previous_same_code", ("[ c",), "same code before",
        "Go to the segment before with the same code.", Group.MOVE,
    ),
    Action(
        "turn_unit", ("z z",), "other unit",
        "Let the next smaller thing be a unit: segment, paragraph, sentence, word, and round "
        "again. A unit is what a code is put on when nothing is selected, and what j and k go by.",
        Group.SELECT,
    ),
    Action(
        "unit_segment", ("z t",), "unit: turn or answer", "Let a segment be a unit.", Group.SELECT,
    ),
    Action(
        "unit_paragraph", ("z p",), "unit: paragraph",
        "Let a paragraph be a unit; blank lines part them.", Group.SELECT,
    ),
    Action("unit_sentence", ("z s",), "unit: sentence", "Let a sentence be a unit.", Group.SELECT),
    Action("unit_word", ("z w",), "unit: word", "Let a word be a unit.", Group.SELECT),
    Action(
        "select", ("v",), "select from the word here",
        "Begin a selection with the word under the cursor; then w, b, ), (, j and k change it. "
        "Again: leave it. A selection stays inside one segment.", Group.SELECT,
    ),
    Action(
        "select_sentence", ("V",), "select the sentence here",
        "Begin a selection with the sentence under the cursor.", Group.SELECT,
    ),
    Action(
        "select_word_on", ("shift+right",), "a word more at the end",
        "Take the next word into the selection; begins one if there is none.", Group.SELECT,
    ),
    Action(
        "select_word_back", ("shift+left",), "a word less at the end",
        "Leave the last word out; from a single word on, grow to the left.", Group.SELECT,
    ),
    Action(
        "select_sentence_on", ("shift+down",), "a sentence more",
        "Take the next sentence into the selection.", Group.SELECT,
    ),
    Action(
        "select_sentence_back", ("shift+up",), "a sentence less",
        "Leave the last sentence out of the selection.", Group.SELECT,
    ),
    Action(
        "other_end", ("o",), "move the other end",
        "Change which end of the selection moves.", Group.SELECT,
    ),
    Action(
        "grow", ("+",), "larger target",
        "Select more: words, then sentences, then the segment.", Group.SELECT,
    ),
    Action(
        "shrink", ("-",), "smaller target",
        "Select less: from the segment to the sentence, then the word under the cursor.",
        Group.SELECT,
    ),
    Action(
        "jump_select", ("F",), "select up to a sentence in sight",
        "Letters are laid over the sentences in sight; select from the cursor to the end of the "
        "one whose letters you type.", Group.SELECT,
    ),
)  # fmt: skip

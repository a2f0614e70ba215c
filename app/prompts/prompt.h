#pragma once

#include <QList>
#include <QString>

namespace ContactSheet {

/// The fewest and the most pictures of each variant of one prompt.
constexpr int FewestCopies = 1;
constexpr int MostCopies = 100;

/// One row of a list: what a picture should show, before its alternatives are expanded.
struct Prompt
{
    QString text = {};
    int line = 0;   ///< Where it stood: the line of its file, or its place among the arguments; 1 and up.
    int copies = 1; ///< Pictures of each variant; FewestCopies to MostCopies.
    bool isTicked = true; ///< Whether Generate makes pictures of it.

    friend bool operator==(const Prompt &, const Prompt &) = default;
};

/// A named list of prompts; pictures are named after it.
struct PromptList
{
    QString name = {};
    QString file = {}; ///< Where it was read from, as people know it; empty where it was no file.
    QList<Prompt> prompts = {};

    friend bool operator==(const PromptList &, const PromptList &) = default;
};

} // namespace ContactSheet

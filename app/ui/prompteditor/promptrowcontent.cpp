#include "ui/prompteditor/promptrowcontent.h"

#include "prompts/promptlistmodel.h"
#include "prompts/promptrules.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptRowContent)
};

constexpr int VariantsShown = 20;

using Tone = PromptRowContent::Tone;

struct Note
{
    QString text = {};
    Tone tone = Tone::Quiet;
};

Note noteOf(const PromptProgress &progress)
{
    const QString saved = Texts::tr("%1 of %2").arg(progress.saved).arg(progress.pictures);
    if (progress.saved == progress.pictures)
        return {.text = u"✓ "_s + Texts::tr("done")};
    if (progress.underWay > 0)
        return {.text = progress.pictures == 1 ? Texts::tr("making…") : saved, .tone = Tone::Accent};
    if (progress.failed > 0) {
        return {.text = progress.pictures == 1 ? Texts::tr("failed")
                                               : Texts::tr("%1 failed").arg(progress.failed),
                .tone = Tone::Wrong};
    }
    return {.text = progress.saved > 0 ? saved : Texts::tr("waiting")};
}

Note noteOf(int variants, int copies)
{
    const QString times = u"×%1"_s.arg(copies);
    if (variants < 2)
        return {.text = times};
    const QString many = Texts::tr("%1 variants").arg(QLocale().toString(variants));
    return {.text = copies == 1 ? many : many + u' ' + times, .tone = Tone::Accent};
}

} // namespace

PromptRowContent promptRowContent(const QModelIndex &index)
{
    const auto progress = index.data(PromptListModel::ProgressRole).value<PromptProgress>();
    const Note usual = noteOf(index.data(PromptListModel::VariantsRole).toInt(),
                              index.data(PromptListModel::CopiesRole).toInt());
    const Note note = progress.pictures > 0 ? noteOf(progress) : usual;
    const QString mistake = index.data(PromptListModel::MistakeRole).toString();
    return {.text = index.data().toString(),
            .number = index.row() + 1,
            .isTicked = index.data(PromptListModel::TickedRole).toBool(),
            .note = note.text,
            .noteTone = note.tone,
            .usualNote = usual.text,
            .mistake = mistake.isEmpty() ? progress.message : mistake,
            .mistakeColumn = index.data(PromptListModel::MistakeColumnRole).toInt()};
}

QString variantsToolTip(const QString &prompt)
{
    const Result<QStringList> variants = expandPrompt(prompt);
    if (!variants || variants.value().size() < 2)
        return {};
    QStringList lines = variants.value().mid(0, VariantsShown);
    if (variants.value().size() > lines.size())
        lines.append(
            Texts::tr("… and %1 more").arg(QLocale().toString(variants.value().size() - lines.size())));
    // Marked as rich text, so that Qt does not guess what the prompts are.
    return u"<p style='white-space:pre-wrap'>"_s % lines.join(u'\n').toHtmlEscaped() % u"</p>"_s;
}

} // namespace ContactSheet

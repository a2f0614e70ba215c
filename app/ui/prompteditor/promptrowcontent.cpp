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
    QString words = {};
};

QString fractionOf(int saved, int pictures)
{
    return Texts::tr("%1 of %2").arg(saved).arg(pictures);
}

/// Told apart by shape, and as narrow as the copies that stood there, so that no text moves during a run.
Note noteOf(const PromptProgress &progress)
{
    const bool isOne = progress.pictures == 1;
    const QString fraction = fractionOf(progress.saved, progress.pictures);
    if (progress.saved == progress.pictures)
        return {.text = u"✓"_s, .words = Texts::tr("done")};
    if (progress.underWay > 0) {
        return {.text = isOne ? u"…"_s : fraction,
                .tone = Tone::Accent,
                .words = isOne ? Texts::tr("being made") : Texts::tr("being made, %1").arg(fraction)};
    }
    if (progress.failed > 0) {
        return {.text = isOne ? u"!"_s : u"! "_s + fraction,
                .tone = Tone::Wrong,
                .words = Texts::tr("%1 failed").arg(progress.failed)};
    }
    return {.text = progress.saved > 0 ? fraction : u"○"_s, .words = Texts::tr("waiting")};
}

Note noteOf(int variants, int copies)
{
    const QString times = u"×%1"_s.arg(copies);
    if (variants < 2)
        return {.text = times, .words = times};
    const QString many = Texts::tr("%1 variants").arg(QLocale().toString(variants));
    return {
        .text = copies == 1 ? many : many + u' ' + times, .tone = Tone::Accent, .words = many + u' ' + times};
}

} // namespace

PromptRowContent promptRowContent(const QModelIndex &index)
{
    const auto progress = index.data(PromptListModel::ProgressRole).value<PromptProgress>();
    const int variants = index.data(PromptListModel::VariantsRole).toInt();
    const int copies = index.data(PromptListModel::CopiesRole).toInt();
    const Note usual = noteOf(variants, copies);
    const int pictures = variants * copies;
    const QString widest = pictures > 1 ? u"! "_s + fractionOf(pictures, pictures) : QString();
    const Note note = progress.pictures > 0 ? noteOf(progress) : usual;
    const QString mistake = index.data(PromptListModel::MistakeRole).toString();
    return {.text = index.data().toString(),
            .number = index.row() + 1,
            .isTicked = index.data(PromptListModel::TickedRole).toBool(),
            .note = note.text,
            .noteTone = note.tone,
            .noteWords = note.words,
            .widestNote = widest.size() > usual.text.size() ? widest : usual.text,
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

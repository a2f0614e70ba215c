#include "ui/viewer/picturedetails.h"

#include "ui/timing/timingcolours.h"

#include <QEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 12;
constexpr int LeastWidth = 280;
constexpr int CharactersAcross = 40;
constexpr int NameCharacters = 15;

} // namespace

PictureDetails::PictureDetails(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setFrameShape(NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Details of the image"));
    viewport()->setBackgroundRole(QPalette::Window);
    document()->setDocumentMargin(Margin);
    applyLook();
}

PictureDetails::~PictureDetails() = default;

void PictureDetails::showFacts(const QList<PictureFact> &facts, bool keepsPlace)
{
    if (facts == m_facts)
        return; // What a person selected stays selected.
    m_facts = facts;
    const int place = keepsPlace ? verticalScrollBar()->value() : 0;
    writeFacts();
    verticalScrollBar()->setValue(place);
}

QMimeData *PictureDetails::createMimeDataFromSelection() const
{
    auto copied = std::make_unique<QMimeData>();
    copied->setText(textCursor().selection().toPlainText());
    return copied.release(); // The caller owns it, as QTextEdit promises.
}

void PictureDetails::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.fillRect(0, 0, 1, viewport()->height(), faintLine(palette()));
}

void PictureDetails::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void PictureDetails::applyLook()
{
    setFixedWidth(std::max(LeastWidth, CharactersAcross * fontMetrics().averageCharWidth()));
    writeFacts();
}

void PictureDetails::writeFacts()
{
    QTextCharFormat quiet;
    quiet.setForeground(quietText(palette()));
    QTextCharFormat plain;
    plain.setForeground(palette().color(QPalette::WindowText));
    QTextCharFormat bold = plain;
    bold.setFontWeight(QFont::Bold);

    QTextBlockFormat text;
    QTextBlockFormat heading;
    // Values begin below each other, and so do their further lines.
    const double nameWidth = NameCharacters * fontMetrics().averageCharWidth();
    QTextBlockFormat pair;
    pair.setLeftMargin(nameWidth);
    pair.setTextIndent(-nameWidth);
    pair.setTabPositions({QTextOption::Tab(nameWidth, QTextOption::LeftTab)});

    clear();
    QTextCursor cursor(document());
    bool isFirst = true;
    for (const PictureFact &fact : std::as_const(m_facts)) {
        const bool isHeading = fact.kind == PictureFact::Kind::Heading;
        heading.setTopMargin(isFirst ? 0 : Margin);
        heading.setBottomMargin(2);
        const QTextBlockFormat &format = isHeading ? heading
            : fact.kind == PictureFact::Kind::Pair ? pair
                                                   : text;
        if (isFirst)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format);
        isFirst = false;
        if (isHeading)
            cursor.insertText(fact.name, bold);
        else if (fact.kind == PictureFact::Kind::Pair)
            cursor.insertText(fact.name + u'\t', quiet);
        if (!isHeading)
            cursor.insertText(fact.value, plain);
    }
    moveCursor(QTextCursor::Start);
}

} // namespace ContactSheet

#include "ui/prompteditor/promptlistview.h"

#include "ui/prompteditor/copiesfield.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int MeasuredAtOnce = 100;
constexpr int MostSteps = 10;

} // namespace

PromptListView::PromptListView(PromptEditing &editing, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_editing(editing)
    , m_field(new PromptTextEdit(viewport()))
    , m_copies(new CopiesField(viewport()))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_field);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    verticalScrollBar()->setSingleStep(fontMetrics().height() * 2);

    m_field->setObjectName(u"promptEdit"_s);
    m_field->setPlaceholderText(tr("Type a prompt, or paste a list…"));
    connect(m_field, &QPlainTextEdit::textChanged, this, &PromptListView::takeText);
    connect(m_field, &PromptTextEdit::wished, this, &PromptListView::grant);
    connect(m_field, &PromptTextEdit::linesPasted, this, &PromptListView::takeLines);
    connect(m_field, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        const QRect caret = m_field->cursorRect().translated(m_field->pos());
        if (!m_isLoading && !viewport()->rect().contains(caret))
            makeVisible(m_current);
    });

    connect(m_copies, &QSpinBox::valueChanged, this, [this](int copies) {
        if (m_copies->isVisible() && isReal(m_current))
            m_editing.setCopies(m_current, copies);
    });
    connect(m_copies, &QSpinBox::editingFinished, this, [this] {
        m_editing.endTyping();
        if (m_copies->hasFocus())
            m_field->setFocus(Qt::OtherFocusReason);
        m_copies->hide();
    });

    m_measuring.setInterval(0);
    connect(&m_measuring, &QTimer::timeout, this, &PromptListView::measureSome);
    connectModel();
    forgetHeights();
    loadField();
}

PromptListView::~PromptListView() = default;

void PromptListView::connectModel()
{
    connect(&model(), &PromptListModel::modelReset, this, [this] {
        m_current = 0;
        forgetHeights();
        loadField();
    });
    connect(&model(), &PromptListModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                m_heights.forget(first.row(), last.row());
                if (roles != QList<int>{PromptListModel::ProgressRole}) // Which no undo would go back to.
                    m_touched = first.row();
                layOut();
                if (first.row() <= m_current && m_current <= last.row())
                    loadField();
            });
    connect(&model(), &PromptListModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        m_heights.insert(first, last - first + 1);
        m_touched = first;
        if (first <= m_current && !m_isLoading)
            m_current += last - first + 1;
        layOut();
    });
    connect(&model(), &PromptListModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_heights.remove(first, last - first + 1);
        m_touched = first;
        if (m_current > last)
            m_current -= last - first + 1;
        else if (m_current >= first)
            m_current = first;
        layOut();
        loadField();
    });
    connect(&model(), &PromptListModel::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int target) {
                m_touched = target > first ? target - (last - first + 1) : target;
                m_heights.forget(0, m_heights.count() - 1);
                layOut();
                loadField();
            });
}

void PromptListView::setCurrentRow(int row)
{
    const int within = std::clamp(row, 0, model().rowCount());
    m_editing.endTyping();
    m_copies->hide();
    const bool isOther = within != m_current;
    m_current = within;
    loadField();
    m_field->moveCursor(QTextCursor::End);
    makeVisible(within);
    viewport()->update();
    if (isOther)
        emit currentRowChanged(within);
}

QRect PromptListView::rowRect(int row) const
{
    return {0, m_heights.top(row) - verticalScrollBar()->value(), viewport()->width(), m_heights.height(row)};
}

PromptRowPlaces PromptListView::placesOf(int row) const
{
    return painter().places(contentOf(row));
}

void PromptListView::paste(const QList<Prompt> &prompts)
{
    if (prompts.isEmpty())
        return;
    const int first = m_editing.paste(m_current, prompts);
    setCurrentRow(first + int(prompts.size()) - 1);
}

void PromptListView::removeCurrent()
{
    if (!isReal(m_current))
        return;
    m_editing.remove(m_current);
    setCurrentRow(m_current);
}

void PromptListView::duplicateCurrent()
{
    if (!isReal(m_current))
        return;
    m_editing.duplicate(m_current);
    setCurrentRow(m_current + 1);
}

void PromptListView::tickCurrent()
{
    if (isReal(m_current))
        m_editing.setTicked({m_current}, !model().promptAt(m_current).isTicked);
}

void PromptListView::moveCurrent(int rows)
{
    const int target = m_current + rows;
    if (!isReal(m_current) || target < 0 || !isReal(target))
        return;
    m_editing.move(m_current, 1, target);
    setCurrentRow(target);
}

void PromptListView::editCopies()
{
    if (!isReal(m_current))
        return;
    makeVisible(m_current);
    m_copies->open(model().promptAt(m_current).copies,
                   placesOf(m_current).note.translated(rowRect(m_current).topLeft()));
}

void PromptListView::undo()
{
    goThroughHistory(&QUndoStack::undo);
}

void PromptListView::redo()
{
    goThroughHistory(&QUndoStack::redo);
}

void PromptListView::goThroughHistory(void (QUndoStack::*step)())
{
    m_editing.endTyping();
    m_touched = m_current;
    (m_editing.history().*step)();
    setCurrentRow(m_touched);
}

bool PromptListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showVariants(help->pos(), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void PromptListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const PromptRowPainter rows = this->painter();
    for (int row = rowAt(event->rect().top()); row < m_heights.count(); ++row) {
        const QRect rect = rowRect(row);
        if (rect.top() > event->rect().bottom())
            break;
        painter.save();
        painter.translate(rect.topLeft());
        const bool isCurrent = row == m_current;
        rows.paint(painter, contentOf(row), isCurrent && isReal(row), !isCurrent);
        painter.restore();
    }
    if (m_dropRow >= 0) {
        const int y = m_heights.top(m_dropRow) - verticalScrollBar()->value();
        painter.fillRect(QRect(0, y - 1, viewport()->width(), 2), palette().brush(QPalette::Highlight));
    }
}

void PromptListView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_heights.forget(0, m_heights.count() - 1);
    layOut();
}

void PromptListView::scrollContentsBy(int, int)
{
    measureVisible();
    placeField();
    viewport()->update();
}

void PromptListView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    const int row = std::min(rowAt(at.y()), model().rowCount());
    const QPoint inRow = at - rowRect(row).topLeft();
    const PromptRowPlaces places = placesOf(row);
    setCurrentRow(row);
    m_field->setFocus(Qt::MouseFocusReason);
    if (!isReal(row))
        return;
    if (inRow.x() < places.number.left() && inRow.y() < places.height) {
        tickCurrent();
    } else if (places.note.adjusted(-8, -8, 8, 8).contains(inRow)) {
        editCopies();
    } else if (inRow.x() < places.text.left()) {
        m_pressedRow = row;
        m_pressedAt = at;
    } else {
        m_field->setTextCursor(m_field->cursorForPosition(inRow - places.text.topLeft()));
    }
}

void PromptListView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_pressedRow < 0 || (at - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    const int row = std::min(rowAt(at.y()), model().rowCount());
    const bool isLowerHalf = isReal(row) && at.y() > rowRect(row).center().y();
    m_dropRow = isLowerHalf ? row + 1 : row;
    makeVisible(row);
    viewport()->update();
}

void PromptListView::mouseReleaseEvent(QMouseEvent *)
{
    const int from = std::exchange(m_pressedRow, -1);
    const int above = std::exchange(m_dropRow, -1);
    viewport()->update();
    if (from < 0 || above < 0)
        return;
    const int target = above > from ? above - 1 : above;
    m_editing.move(from, 1, target);
    setCurrentRow(target);
}

void PromptListView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        forgetHeights();
    if (event->type() == QEvent::PaletteChange)
        loadField();
}

PromptRowContent PromptListView::contentOf(int row) const
{
    if (isReal(row))
        return promptRowContent(model().index(row));
    return {.text = row == m_current ? QString() : m_field->placeholderText(),
            .number = row + 1,
            .isReal = false};
}

void PromptListView::forgetHeights()
{
    m_heights.reset(model().rowCount() + 1, painter().places({}).height);
    layOut();
}

void PromptListView::measure(int row)
{
    if (!m_heights.isKnown(row))
        m_heights.set(row, placesOf(row).height);
}

void PromptListView::measureVisible()
{
    const int first = std::min(rowAt(0), m_heights.count() - 1);
    for (int row = first; row < m_heights.count() && rowRect(row).top() <= viewport()->height(); ++row)
        measure(row);
}

void PromptListView::measureSome()
{
    // The row at the top stays where it is, however high those above turn out to be.
    const int anchor = std::min(rowAt(0), m_heights.count() - 1);
    const int offset = rowRect(anchor).top();
    int left = MeasuredAtOnce;
    for (int row = 0; row < m_heights.count() && left > 0; ++row) {
        if (m_heights.isKnown(row))
            continue;
        measure(row);
        --left;
    }
    if (left > 0)
        m_measuring.stop();
    updateRange();
    verticalScrollBar()->setValue(m_heights.top(anchor) - offset);
    placeField();
}

void PromptListView::layOut()
{
    measureVisible();
    updateRange();
    m_measuring.start();
    placeField();
    viewport()->update();
}

void PromptListView::placeField()
{
    measure(m_current);
    const QRect text = placesOf(m_current).text.translated(rowRect(m_current).topLeft());
    // A little higher than the text, since a field that is exactly as high scrolls when a line is added.
    m_field->setGeometry(text.adjusted(0, 0, 0, 4));
}

void PromptListView::loadField()
{
    const PromptRowContent content = contentOf(m_current);
    m_isLoading = true;
    const QString text = content.isReal ? content.text : QString();
    if (m_field->toPlainText() != text) {
        m_field->setPlainText(text);
        m_field->moveCursor(QTextCursor::End);
    }
    m_isLoading = false;
    m_field->markMistake(content.mistakeColumn > 0 ? positionOfColumn(text, content.mistakeColumn) : -1,
                         painter().wrongColor());
    m_field->setAccessibleName(content.isReal
                                   ? tr("Prompt %1 of %2").arg(content.number).arg(model().rowCount())
                                   : tr("New prompt"));
    m_field->setAccessibleDescription(content.mistake.isEmpty() ? content.noteWords : content.mistake);
    QPalette colors = palette();
    colors.setColor(QPalette::Base, Qt::transparent);
    colors.setColor(QPalette::PlaceholderText, painter().quietColor());
    if (!content.isTicked)
        colors.setColor(QPalette::Text, painter().quietColor());
    m_field->setPalette(colors);
    placeField();
}

void PromptListView::takeText()
{
    if (m_isLoading)
        return;
    const QString text = m_field->toPlainText();
    if (isReal(m_current)) {
        m_editing.setText(m_current, text);
    } else if (!text.isEmpty()) {
        m_isLoading = true; // The new row takes the place of the current one.
        m_editing.insert(m_current, {{.text = text}});
        loadField();
    }
    makeVisible(m_current);
}

void PromptListView::makeVisible(int row)
{
    // Each step measures the rows that come into view, which may push this one out again.
    for (int step = 0, value = -1; step < MostSteps && value != verticalScrollBar()->value(); ++step) {
        value = verticalScrollBar()->value();
        measure(row);
        updateRange();
        QRect rect = rowRect(row);
        if (rect.height() > viewport()->height() && row == m_current)
            rect = m_field->cursorRect().translated(m_field->pos()); // All of it has no room.
        if (rect.top() < 0)
            verticalScrollBar()->setValue(value + rect.top());
        else if (rect.bottom() >= viewport()->height())
            verticalScrollBar()->setValue(value + rect.bottom() - viewport()->height() + 1);
    }
}

void PromptListView::updateRange()
{
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, m_heights.top(m_heights.count()) - viewport()->height()));
}

void PromptListView::grant(PromptTextEdit::Wish wish)
{
    using Wish = PromptTextEdit::Wish;
    switch (wish) {
    case Wish::NextRow:
        openNextRow();
        break;
    case Wish::RemoveRow:
        removeCurrent();
        setCurrentRow(m_current - 1);
        break;
    case Wish::Up:
        setCurrentRow(m_current - 1);
        break;
    case Wish::Down:
        setCurrentRow(m_current + 1);
        break;
    case Wish::MoveUp:
        moveCurrent(-1);
        break;
    case Wish::MoveDown:
        moveCurrent(1);
        break;
    case Wish::Duplicate:
        duplicateCurrent();
        break;
    case Wish::Tick:
        tickCurrent();
        break;
    case Wish::Undo:
        undo();
        break;
    case Wish::Redo:
        redo();
        break;
    }
}

void PromptListView::takeLines(const QString &text)
{
    const PastedText divided = dividePastedText(text);
    if (divided.isAmbiguous())
        emit choiceOfRowsNeeded(divided);
    else
        paste(promptsOf(divided.lines));
}

void PromptListView::openNextRow()
{
    const int next = m_current + 1;
    if (!isReal(m_current))
        return;
    m_editing.endTyping();
    if (isReal(next) && !model().promptAt(next).text.isEmpty()) {
        m_editing.insert(next, {{}});
        m_current = next;
        loadField();
        makeVisible(next);
        emit currentRowChanged(next);
        return;
    }
    setCurrentRow(next);
}

void PromptListView::showVariants(const QPoint &at, const QPoint &globalAt)
{
    const int row = rowAt(at.y());
    QToolTip::showText(globalAt, isReal(row) ? variantsToolTip(model().promptAt(row).text) : QString(),
                       viewport());
}

} // namespace ContactSheet

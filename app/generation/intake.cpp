#include "generation/intake.h"

#include <utility>

namespace ContactSheet {

Intake::Intake(QObject *parent)
    : QObject(parent)
{}

Intake::~Intake() = default;

void Intake::setOpen(bool isOpen)
{
    if (!std::exchange(m_isOpen, isOpen) && isOpen)
        reopen();
}

bool Intake::admits(const QObject *reader)
{
    const bool hasRoom = m_total < MostHeld || m_held.size() < FewestRead;
    const bool isAdmitted = m_isOpen && (hasRoom || m_held.contains(reader));
    m_hasRefused = m_hasRefused || !isAdmitted;
    return isAdmitted;
}

void Intake::begin(const QObject *reader, qint64 bytes)
{
    m_total += bytes - m_held.value(reader);
    m_held.insert(reader, bytes);
}

void Intake::remove(const QObject *reader)
{
    const auto found = m_held.constFind(reader);
    if (found == m_held.constEnd())
        return;
    m_total -= *found;
    m_held.erase(found);
    if (m_isOpen)
        reopen();
}

void Intake::reopen()
{
    if (std::exchange(m_hasRefused, false))
        emit reopened();
}

} // namespace ContactSheet

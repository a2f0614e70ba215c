// The part of the generator that keeps the answers to paid orders until their pictures are safe.
#include "generation/imagegenerator.h"
#include "generation/transport.h"

namespace ContactSheet {

void ImageGenerator::spool(JobId id, const QByteArray &answer, const Pictures &pictures)
{
    UnderWay &underWay = m_underWay.at(id);
    if (m_press->account.charging == Charging::Free || !underWay.spool.isEmpty())
        return; // It can be made again for nothing, or is kept already.
    underWay.spool = spooledAnswerName(underWay.orderId, answer.size());
    underWay.notes = {.revisedPrompt = m_press->account.redact(pictures.revisedPrompt),
                      .usage = pictures.usage};
    underWay.attempt->saveAfter(m_spool->keep(
        underWay.orderId, answer.size(), [answer, sources = pictures.sources, key = m_press->account.key] {
            return worthKeeping(answer, sources, key);
        }));
    updateReceiving();
}

/// Drops the answers whose pictures the journal knows by heart now that its line \a sequence is on the disk.
void ImageGenerator::dropSpooled(quint64 sequence)
{
    const auto end = m_spooled.upper_bound(sequence);
    for (auto spooled = m_spooled.begin(); spooled != end; ++spooled)
        m_spool->remove(spooled->second);
    m_spooled.erase(m_spooled.begin(), end);
}

void ImageGenerator::updateReceiving()
{
    // What is under way is taken in while pictures wait for a place: its service does not wait with it.
    m_transport->setReceiving(m_unsaved - m_homeless.size() <= MostUnsaved
                              && m_spool->backlog() <= MostUnspooled);
}

void ImageGenerator::closePress()
{
    const quint64 durable = m_journal ? m_journal->close() : 0;
    m_journal.reset();
    dropSpooled(durable);
    m_spooled.clear();
    m_spool.reset();
}

} // namespace ContactSheet

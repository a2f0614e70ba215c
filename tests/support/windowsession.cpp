#include "support/windowsession.h"

#include "support/faultserver.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/mainwindow/promptpanel.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/widgets/messagebar.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace ContactSheet {

WindowSession::WindowSession(const QTemporaryDir &home, std::unique_ptr<SystemKeys> keys)
    : settings(std::make_unique<QSettings>(home.filePath(u"settings.ini"_s), QSettings::IniFormat))
    , theme(settings.theme())
    , workspace(home.filePath(u"list.json"_s), home.filePath(u"library"_s))
    , window(workspace, settings, theme, std::move(keys))
{
    QSignalSpy loaded(&workspace.keeper(), &ListKeeper::loaded);
    workspace.keeper().load();
    if (!loaded.wait())
        QTest::qFail("The list is not loaded.", __FILE__, __LINE__);
    window.show();
    if (!QTest::qWaitForWindowActive(&window))
        QTest::qFail("The window does not get the keyboard.", __FILE__, __LINE__);
}

WindowSession::~WindowSession() = default;

MessageBar &WindowSession::messages() const
{
    return *window.findChild<GalleryPanel *>()->messageBar();
}

QString WindowSession::said() const
{
    return messages().sentence();
}

GalleryView &WindowSession::gallery() const
{
    return *window.findChild<GalleryView *>();
}

PromptListView &WindowSession::prompts() const
{
    return window.findChild<PromptPanel *>()->view();
}

int WindowSession::count(TilePhase phase)
{
    int found = 0;
    for (int row = 0; row < workspace.gallery().rowCount(); ++row)
        found += workspace.gallery().tile(row).phase == phase ? 1 : 0;
    return found;
}

bool WindowSession::answer(const QString &text)
{
    for (QPushButton *button : messages().findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
    }
    return false;
}

void choose(const QTemporaryDir &home, const QString &key, const QVariant &value)
{
    QSettings(home.filePath(u"settings.ini"_s), QSettings::IniFormat).setValue(key, value);
}

void chooseServer(const QTemporaryDir &home, const FaultServer &server)
{
    choose(home, u"run/service"_s, u"compatible"_s);
    choose(home, u"run/model"_s, u"model"_s);
    choose(home, u"run/size"_s, QString());
    choose(home, u"services/base_urls"_s, u"{\"compatible\":\"%1\"}"_s.arg(server.url(u"/v1"_s).toString()));
}

void moveHome(const QTemporaryDir &home)
{
    for (const auto &[name, folder] : {std::pair{"HOME", u""_s},
                                       {"XDG_DATA_HOME", u"data"_s},
                                       {"XDG_CONFIG_HOME", u"config"_s},
                                       {"XDG_CACHE_HOME", u"cache"_s}})
        qputenv(name, home.filePath(folder).toLocal8Bit());
}

} // namespace ContactSheet

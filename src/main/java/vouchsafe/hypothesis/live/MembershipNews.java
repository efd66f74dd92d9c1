package vouchsafe.hypothesis.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.MembershipEvent;
import vouchsafe.db.ChangeFeed;
import vouchsafe.hypothesis.api.ProfileResource;

/** Tells members who joined or left a group, on any node, which groups they belong to now. */
final class MembershipNews implements ChangeFeed.Subscriber {
    private final LiveSockets sockets;
    private final Members members;
    private final ProfileResource profiles;
    private final JsonMapper json;
    private final NewsThread thread;

    MembershipNews(LiveSockets sockets, Members members, ProfileResource profiles, JsonMapper json, NewsThread thread) {
        this.sockets = sockets;
        this.members = members;
        this.profiles = profiles;
        this.json = json;
        this.thread = thread;
    }

    @Override
    public void onChange(String payload) {
        MembershipEvent.parse(payload)
                .filter(event -> !sockets.ofMember(event.memberId()).isEmpty())
                .ifPresent(event -> thread.run(() -> tell(event)));
    }

    /** Does nothing: clients read their groups whenever they load a page. */
    @Override
    public void onGap() {
        // Nothing is kept here.
    }

    private void tell(MembershipEvent event) {
        List<LiveSocket> theirs = sockets.ofMember(event.memberId());
        members.find(event.memberId()).ifPresent(member -> {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("type", "session-change");
            message.put("action", event.joined() ? "group-join" : "group-leave");
            message.put("model", profiles.profile(member));
            String text = json.writeValueAsString(message);
            theirs.forEach(socket -> socket.send(text));
        });
    }
}

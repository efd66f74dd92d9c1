package vouchsafe.hypothesis.live;

import java.util.UUID;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.web.SenderNetwork;

/** Who shares one part of what there is for sockets. */
sealed interface Holder {

    /** One member, on all devices and through all apps. */
    record OneMember(UUID id) implements Holder {}

    /** Everybody who connects from one network and does not say who they are. */
    record Strangers(String network) implements Holder {}

    static Holder of(ApiCaller caller, String address) {
        return caller instanceof ApiCaller.ForMember member
                ? new OneMember(member.member().id())
                : new Strangers(SenderNetwork.of(address));
    }

    default boolean strangers() {
        return this instanceof Strangers;
    }
}

package vouchsafe.deploy;

/** The examples for a host that Vouchsafe has to itself; haproxy speaks HTTP/2 to the server here. */
class ProxiesTest extends FilesBehindProxies {
    ProxiesTest() {
        super("", true);
    }
}

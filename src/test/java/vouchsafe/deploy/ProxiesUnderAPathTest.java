package vouchsafe.deploy;

/** The examples for a path of a host that has other things too. */
class ProxiesUnderAPathTest extends FilesBehindProxies {
    ProxiesUnderAPathTest() {
        super("/vouchsafe", false);
    }
}

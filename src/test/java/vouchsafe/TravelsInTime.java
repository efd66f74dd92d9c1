package vouchsafe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that puts the server's clock forward with {@link TestServer#later}. It runs on a second server, the same one for
 * all such classes, one after the other; for its thread {@link TestServer#shared} is that one. Threads that it starts must get
 * the server from it: they would find the other one, which knows none of its members. No static field of a helper may keep either.
 *
 * <p>Jobs go by the same clock: what they sweep may be gone a moment after it is later. So tests move a row instead where it must be
 * older than others beside it, where what is swept must still be there ({@code ErasureRemindersTest}, {@code PasswordTest}), and
 * where nothing else may age ({@code TokenFamilyPropertyTest}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("time")
@ExtendWith(TravelsInTime.Travel.class)
public @interface TravelsInTime {

    /** Takes the thread of the class to the other server and back. */
    final class Travel implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            TestServer.travel(true);
        }

        @Override
        public void afterAll(ExtensionContext context) {
            TestServer.travel(false);
        }
    }
}

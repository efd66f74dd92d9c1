package vouchsafe.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Work that begins at the same moment. */
public final class AtOnce {
    private AtOnce() {}

    /** Does the work this many times, all waiting for each other before they begin; the argument counts from 0. */
    public static <T> List<T> times(int times, IntFunction<T> work) {
        List<Supplier<T>> works = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            works.add(() -> work.apply(number));
        }
        return all(works);
    }

    public static <T> List<T> all(List<Supplier<T>> works) {
        CountDownLatch ready = new CountDownLatch(works.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = works.stream()
                    .map(work -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return work.get();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

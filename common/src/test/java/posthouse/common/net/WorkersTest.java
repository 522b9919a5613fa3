package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void growWithTheWorkUpToTheirLimitAndForgetNothing() throws Exception {
        try (var workers = new Workers()) {
            int tasks = Workers.MOST + 100;
            var started = new AtomicInteger();
            var go = new CountDownLatch(1);
            var done = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                workers.execute(() -> {
                    started.incrementAndGet();
                    uninterrupted(go);
                    done.countDown();
                });
            }
            await().until(() -> started.get() == Workers.MOST);
            assertThat(workers.busy()).isEqualTo(Workers.MOST);
            go.countDown();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> workers.busy() == 0);
        }
    }

    private static void uninterrupted(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new AssertionError("workers are never interrupted", e);
        }
    }

    @Test
    void aTaskThatFailsTakesNobodyWithIt() throws Exception {
        try (var workers = new Workers()) {
            var done = new CountDownLatch(1);
            workers.execute(() -> {
                throw new IllegalStateException("asked to");
            });
            workers.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}

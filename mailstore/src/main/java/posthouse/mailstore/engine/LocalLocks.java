package posthouse.mailstore.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Locks of a store that has no other nodes. */
final class LocalLocks implements Locks {
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    @Override
    public boolean areShared() {
        return false;
    }

    @Override
    public boolean take(String name) {
        return held.add(name);
    }

    @Override
    public boolean holds(String name) {
        return held.contains(name);
    }

    @Override
    public void release(String name) {
        held.remove(name);
    }
}

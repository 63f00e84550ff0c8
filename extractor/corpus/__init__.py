"""Many documents: on all cores of this machine, in runs that go on where they stopped, on many machines."""
